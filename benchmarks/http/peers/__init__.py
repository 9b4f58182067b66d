"""The same API written by hand, each in one file, as its framework's own documentation would have it.

None asks who you are.
"""
