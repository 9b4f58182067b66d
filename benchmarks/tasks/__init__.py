"""What a task costs in generated projects, beside Celery: `make bench-tasks`."""
