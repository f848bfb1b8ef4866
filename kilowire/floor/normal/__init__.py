"""Normal forms of names, numbers, phones and addresses, by which different spellings are found equal.

They are for comparing and searching alone: pages and papers show what was typed.
"""
