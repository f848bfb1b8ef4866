"""How messages leave the site: by a mail server, a mail provider, or a gateway for texts."""
