"""What is measured, and against whom; each part can be run again."""
