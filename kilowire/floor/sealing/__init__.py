"""Seals a PDF with the company's certificate, in a child process that ends with it."""
