"""The addresses under which styles, scripts and images are served."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Files named by a hash of their contents; the address of each is worked out once.

    The manifest is read when a process starts, so an address stays the same until the
    process ends; the head of a page needs some fifteen of them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.addresses: dict[str, str] = {}

    def url(self, name: str, *, force: bool = False) -> str:
        """Return the address of a file. Raises ``ValueError`` for one that was not collected."""
        if name not in self.addresses:
            self.addresses[name] = super().url(name, force=force)
        return self.addresses[name]
