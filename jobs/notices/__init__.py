"""Messages to the people of a job: written with the act, sent by the worker."""
