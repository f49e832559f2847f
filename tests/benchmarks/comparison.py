"""The peers beside each other on one library: what each took for the same leaflets, in one run."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.documents import write_documents
from benchmarks.library import write_library
from benchmarks.measured import Cost, Failed, measure
from benchmarks.peers.peer import Peer, Task, environment

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one peer made of one library."""

    peer: str
    leaflets: int
    documents: int
    cost: Cost
    pages: int
    size: int
    """Bytes of all PDFs."""

    @property
    def pages_a_second(self) -> float:
        """Pages by the clock on the wall."""
        return self.pages / self.cost.seconds

    @property
    def seconds_a_page(self) -> float:
        """The other way round."""
        return self.cost.seconds / self.pages

    @property
    def bytes_a_page(self) -> float:
        """Size of the files, shared over their pages."""
        return self.size / self.pages


def run_peer(peer: Peer, task: Task, leaflets: int) -> Outcome:
    """Let ``peer`` make every document once. Raises Failed unless it makes them all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cost = measure(peer.command(task, folder), folder, environment())
        files = sorted(folder.rglob("*.pdf"))
        if len(files) != len(task.documents):
            raise Failed(f"{peer.name} made {len(files)} of {len(task.documents)} documents")
        return Outcome(peer.name, leaflets, len(files), cost, sum(map(count_pages, files)), sum(file.stat().st_size for file in files))


def count_pages(file: Path) -> int:
    """Pages of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    try:
        return len(document)
    finally:
        document.close()


def compare(sizes: Sequence[int], peers: Iterable[Peer], folder: Path, say: Say, editions: Sequence[str] = ("standard",)) -> list[Outcome]:
    """Every peer at every size; who cannot run, or fails, is told of and left out."""
    able = []
    for peer in peers:
        reason = peer.missing()
        say(f"{peer.name}: left out, {reason}") if reason else able.append(peer)
    found = []
    for size in sizes:
        root = folder / f"{size}"
        write_library(root / "library", size, editions=editions)
        task = write_documents(root / "library", root)
        for peer in able:
            try:
                found.append(run_peer(peer, task, size))
            except Failed as failure:
                say(f"{size} leaflets, {peer.name}: {failure}")
            else:
                say(_line(found[-1]))
    return found


def _line(done: Outcome) -> str:
    cost = done.cost
    return (
        f"{done.leaflets} leaflets, {done.peer}: {cost.seconds:.1f} s, {cost.cpu:.1f} s of processors, "
        f"{done.pages_a_second:.1f} pages a second, "
        f"{cost.memory / 1e6:.0f} MB, {done.bytes_a_page:,.0f} bytes a page"
    )
