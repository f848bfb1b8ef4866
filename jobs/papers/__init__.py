"""Papers of a job: issued with a frozen context, rendered, stored; and papers filed from outside."""
