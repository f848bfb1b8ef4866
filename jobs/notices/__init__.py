"""Notices to the people of a job: written by an act's service, sent by the worker."""
