"""Makes a PDF: ``python -I render.py FOLDER`` reads HTML from stdin and writes PDF/UA-1 to stdout.

A process of its own (docs/adr/0036). It reads files of FOLDER and nothing else, asks no network,
and imports nothing of ours, so that it starts fast and knows neither database nor settings.
"""

import sys
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

LACKS_A_LIBRARY = 3  # the exit status where the operating system lacks what WeasyPrint needs

try:
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse
except (ImportError, OSError):
    sys.exit(LACKS_A_LIBRARY)


class FilesOf(URLFetcher):  # type: ignore[misc]  # WeasyPrint tells no types
    """Fetches files of one folder, and what an address holds itself."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=("file", "data"), fail_on_errors=True)
        self.folder = folder.resolve()

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return what is at an address. Raises ``ValueError`` for one outside the folder."""
        parts = urlsplit(url)
        path = Path(url2pathname(parts.path)).resolve()
        if parts.scheme == "file" and not path.is_relative_to(self.folder):
            raise ValueError("a file outside the folder")
        return super().fetch(url, headers)


def main(folder: Path) -> None:
    """Read a document, whose addresses are relative to ``folder``, and write its PDF."""
    document = HTML(
        string=sys.stdin.buffer.read().decode(),
        base_url=f"{folder.resolve().as_uri()}/",
        url_fetcher=FilesOf(folder),
    )
    sys.stdout.buffer.write(document.write_pdf(pdf_variant="pdf/ua-1"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
