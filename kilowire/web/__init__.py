"""What surrounds every page: headers, logs, sign-in, navigation, static files, tablet shell, style."""
