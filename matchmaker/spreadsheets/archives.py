"""The archive of a workbook: rejected by its directory, before anything is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile

from matchmaker.spreadsheets.limits import MAX_DIRECTORY_BYTES, MAX_ENTRIES, MAX_UNPACKED_BYTES, RefusedError


def check_archive(content: bytes) -> None:
    """Check the directory, then that the parts have the sizes stated there. Raises RefusedError."""
    end = content.rfind(b"PK\x05\x06")
    if end < 0 or len(content) < end + 22:
        raise RefusedError("file.cut-off")
    entries, size = struct.unpack_from("<HI", content, end + 10)
    if entries > MAX_ENTRIES or size > MAX_DIRECTORY_BYTES:
        raise RefusedError("file.too-many-parts", most=MAX_ENTRIES)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise RefusedError("file.unpacked-too-large", megabytes=MAX_UNPACKED_BYTES >> 20)
            for info in archive.infolist():
                _read_all(archive, info)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, struct.error, ValueError) as error:
        raise RefusedError("file.damaged") from error


def _read_all(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """Raises BadZipFile if a part differs from the directory (zipfile reads at most the stated size)."""
    with archive.open(info) as part:
        while part.read(2**20):
            pass
