"""What hostile providers send, and how a text that let any of it through is found out."""

import base64
import csv
import io
import json
import re
import sqlite3
import unicodedata

MARK = "LEAKME"

# Beyond the shipped scenario: sequences that neither ncurses nor fusebox ever sends.
SEQUENCES = {
    "reset": "\x1bc", "title": "\x1b]0;owned\x07", "clipboard": "\x1b]52;c;b3duZWQ=\x07",
    "report": "\x1b[6n", "device control": "\x1bP$q\"p\x1b\\", "command": "\x1b_owned\x1b\\",
    "link": "\x1b]8;;http://owned.example/\x1b\\", "eight bits": "\x9b31;5;77m\x9d0;owned\x9c",
    "override": "\u202e", "isolate": "\u2067", "mark": "\u200f", "line": "\u2028",
    "tag": "\U000e0041", "lines": "\r\n", "null": "\x00", "delete": "\x7f", "tab": "\t",
}
FORMULAS = ["=cmd|'/c calc'!A1", "@SUM(1+1)", "+1+cmd", "-2+3", "\t=1+1"]
EVERYTHING = "".join(SEQUENCES.values())


def page(plain):
    """A played status page in which every text that a person may read is hostile."""
    hostile = f"{FORMULAS[0]}{EVERYTHING}owned"
    for component in plain["components"]:
        component["status"] = "major_outage"
    plain["components"].append({**plain["components"][0], "id": "worst", "name": hostile})
    plain["status"] = {"indicator": "critical", "description": hostile}
    plain["incidents"] = [{
        "id": "incident", "name": f"{FORMULAS[1]}{EVERYTHING}Outage", "status": "investigating",
        "impact": "critical", "created_at": "2026-11-23T10:00:00Z",
        "started_at": "2026-11-23T10:00:00Z", "updated_at": "2026-11-23T10:00:00Z",
        "components": plain["components"],
        "incident_updates": [{
            "status": "investigating", "display_at": "2026-11-23T10:00:00Z",
            "body": f"<b>&#27;[31m&#x9b;2J&#x202e;</b>{hostile}"}]}]
    return plain


def is_hostile(character):
    """It does something on a terminal instead of standing there; a line end in a text is fine."""
    return character != "\n" and unicodedata.category(character) in {
        "Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def secrets_in(name, content, secrets):
    """Complaints about any of the secrets in these bytes, plain or in base64."""
    found = [f"{name}: {MARK}"] if MARK.encode() in content else []
    for secret in secrets:
        coded = base64.b64encode(secret.encode()).rstrip(b"=")[:-1]
        if coded in content:
            found.append(f"{name}: {secret} in base64")
    return found


def text_complaints(name, text):
    """Complaints about characters of a text."""
    return [
        f"{name}: {character!r} in {text[max(0, at - 30):at + 30]!r}"
        for at, character in enumerate(text) if is_hostile(character)][:3]


def json_complaints(name, text):
    """The same for every key and string of a JSON document or of JSON lines, decoded."""
    found = text_complaints(name, text)
    try:
        documents = [json.loads(text)]
    except ValueError:
        documents = [json.loads(line) for line in text.splitlines() if line.strip()]

    def walk(value):
        if isinstance(value, str):
            found.extend(text_complaints(name, value.replace("\n", "\x0b")))
        elif isinstance(value, dict):
            for key, inner in value.items():
                walk(key)
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    for document in documents:
        walk(document)
    return found


def csv_complaints(name, text):
    """A cell must hold one line, and must not be a formula to a spreadsheet."""
    found = text_complaints(name, text.replace("\r\n", "\n"))
    for record in csv.reader(io.StringIO(text)):
        for cell in record:
            is_number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
            if "\n" in cell or (cell[:1] in "=+-@\t\r" and cell and not is_number):
                found.append(f"{name}: cell {cell!r}")
    return found


def database_complaints(path):
    """Every text of every table, JSON decoded."""
    found = []
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    tables = [name for name, in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'")]
    texts = 0
    for table in tables:
        for cells in connection.execute(f'SELECT * FROM "{table}"'):
            for cell in cells:
                if not isinstance(cell, str):
                    continue
                texts += 1
                check = json_complaints if cell.startswith("{") else text_complaints
                found += check(f"{path.name}, {table}", cell)
    connection.close()
    return found, texts
