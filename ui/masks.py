"""A person's numbers as they are shown before somebody asks for one in full."""

from reception.domain.identity import masked_id, masked_phone, written_phone


def phone_words(number: str) -> str:
    """139****0000, 0451-****1234."""
    return written_phone(masked_phone(number))


MASKS = {"phone": phone_words, "id_number": masked_id}
