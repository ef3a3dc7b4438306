"""The inbox: what an import brought and nobody has taken on yet."""
