"""The generated projects' speed over HTTP, beside hand-written peers."""
