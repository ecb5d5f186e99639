"""How much a document may ask of the machine. One number a limit, all of them in one place."""

from dataclasses import asdict, dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What one document may cost. Whoever goes past a limit gets one clear message that names it.

    `file_bytes`: size of the file as handed in.
    `characters`: code points of the canonical text.
    `pages`: pages of a PDF.
    `cells`: cells of a workbook or of one table, the ones that merged cells stand for included.
    `entries`, `expanded_bytes`: parts of a DOCX or XLSX package, and their size once unpacked.
    `seconds`: wall-clock time for one document; the process is ended when it is over. A web
        request gets less than its server's own timeout.
    `memory_bytes`: address space of the process that converts (not enforced where the system knows no such limit).
    """

    file_bytes: int = 64 * MIB
    characters: int = 20_000_000
    pages: int = 2_000
    cells: int = 2_000_000
    entries: int = 5_000
    expanded_bytes: int = 256 * MIB
    seconds: float = 120.0
    memory_bytes: int = 2048 * MIB

    def as_dict(self) -> dict[str, float]:
        """The limits as plain numbers, to hand to another process."""
        return asdict(self)


DEFAULT_LIMITS = Limits()
