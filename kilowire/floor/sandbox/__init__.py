"""Opens what people sent in a child process with limits on memory, processor time and waiting time."""
