"""The same two tasks for each queue, and a program that asks for them: `... TASK TRANSACTIONS OF_EACH PAUSE`."""
