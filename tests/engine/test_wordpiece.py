"""Our word pieces are those of the `tokenizers` library, for every prompt it is asked for."""

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece as ReferenceModel
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from engine.errors import WeightsError
from engine.model.wordpiece import WordPiece

VOCABULARY = Path(__file__).parents[2] / "resources/models/minilm-l6-vocabulary.txt"
WORDS = VOCABULARY.read_text(encoding="utf-8").split()


def reference() -> Tokenizer:
    """The library's own tokenizer, without its special tokens: a typed `[SEP]` is text."""
    vocabulary = {piece: index for index, piece in enumerate(WORDS)}
    tokenizer = Tokenizer(ReferenceModel(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


OURS = WordPiece.open(VOCABULARY)
REFERENCE = reference()
CHARACTERS = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
UNKNOWN_ID = WORDS.index("[UNK]")


def expected(texts: list[str]) -> list[list[int]]:
    return [encoding.ids for encoding in REFERENCE.encode_batch(texts)]


def differing() -> set[str]:
    """The characters that our Unicode tables class otherwise than the library's older ones."""
    assigned = [c for c in CHARACTERS if unicodedata.category(c) not in ("Cn", "Co")]
    texts = [f"a{c}b" for c in assigned]
    return {
        c for c, text, ids in zip(assigned, texts, expected(texts), strict=True) if OURS.pieces(text) != ids
    }


NEWER = differing()


def test_every_character_is_classed_alike_but_those_newer_than_the_librarys_tables() -> None:
    assert len(NEWER) < 1500
    assert not NEWER & set("".join(WORDS))
    assert min(NEWER) > "\u04ff"
    # Where we differ, the library answers "unknown"; but for a sign or two that Unicode itself moved since.
    answers = expected([f"a{c}b" for c in NEWER])
    assert sum(UNKNOWN_ID not in ids for ids in answers) <= 4


ODD = ["ſ", "İ", "ΑΣ", "ß", "ﬁ", "é", "Å", "ệ", "한국어", "かな", "漢字", "𠀀", "ﷺ", "🦊", "👩\u200d🚀"]
ODD += ["\u200d", "\u00ad", "\x00", "\ufffd", "\u3000", "\u0085", "\u2028", "\x1c"]
ODD += ["--", "…", "don't", "x" * 100, "x" * 101, "[SEP]", "##ing"]

scraps = st.one_of(
    st.sampled_from(WORDS),
    st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=6),
    st.sampled_from(ODD),
)


@given(st.lists(scraps, max_size=30), st.sampled_from(["", " ", "\n"]))
@example(["A red fox, running LEFT at sunset."], "")
@example(["Ünïcödé", "naïve", "CAFÉ", "Σίσυφος ΣΊΣΥΦΟΣ"], " ")
def test_pieces_equal_the_librarys(parts: list[str], glue: str) -> None:
    text = "".join(c for c in glue.join(parts) if c not in NEWER)
    assert OURS.pieces(text) == expected([text])[0]


@given(st.text(alphabet=st.characters(max_codepoint=0x24F, exclude_categories=("Cs",)), max_size=200))
def test_latin_text_equals_the_librarys(text: str) -> None:
    assert OURS.pieces(text) == expected([text])[0]


def test_lone_surrogates_are_dropped() -> None:
    assert OURS.pieces("a \ud800 fox") == OURS.pieces("a fox")


def test_a_prompt_is_cut_to_the_limit_and_says_how_much_was_dropped() -> None:
    short = OURS.encode("a red fox")
    assert [WORDS[index] for index in short.ids] == ["[CLS]", "a", "red", "fox", "[SEP]"]
    assert short.dropped == 0
    long = OURS.encode("fox " * 60)
    assert len(long.ids) == 48
    assert long.ids[-1] == short.ids[-1]
    assert long.dropped == 14


def test_typed_marks_are_ordinary_text() -> None:
    ids = OURS.encode("fox [SEP] [CLS]").ids
    assert WORDS.index("[SEP]") not in ids[1:-1]
    assert WORDS.index("[CLS]") not in ids[1:]


@pytest.mark.parametrize("content", ["[UNK]\n[CLS]\nfox\n", "[UNK]\n[CLS]\n[SEP]\nfox\nfox\n"])
def test_a_damaged_vocabulary_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "v.txt").write_text(content)
    with pytest.raises(WeightsError, match="the vocabulary"):
        WordPiece.open(tmp_path / "v.txt")


def test_a_vocabulary_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "v.txt").write_bytes(b"\xff\xfe")
    for path in (tmp_path / "v.txt", tmp_path / "absent.txt"):
        with pytest.raises(WeightsError, match="cannot be read"):
            WordPiece.open(path)


def test_splitting_words_costs_no_torch() -> None:
    code = "import sys, engine.model.wordpiece; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
