"""Makes the company's certificate, seals a PDF with it, or checks a sealed PDF. Run as a program.

It is started for one PDF and ends with it, because the library costs 45 MB and half a second. It knows no
setting and no database; certificate and PDF come through standard input and the answer leaves by standard
output: a line of JSON and then bytes. It asks nothing of the network, except where a time stamp is wanted.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

MEGABYTE = 1_000_000
MEMORY, PROCESSOR_S = 1_500 * MEGABYTE, 60
FIELD = "Seal"
VALID_YEARS, KEY_BITS = 20, 3072
USAGE = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_cert_sign=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)
Answer = tuple[dict[str, Any], bytes]


def main() -> None:
    """Answer the one request that stands in standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_S, PROCESSOR_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = json.loads(sys.stdin.buffer.readline())
    certificate = sys.stdin.buffer.read(asked["certificate_bytes"])
    words, content = _OPERATIONS[asked["operation"]](asked, certificate, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(words).encode() + b"\n" + content)


def made(asked: dict[str, Any], _certificate: bytes, _content: bytes) -> Answer:
    """Return a new key with a certificate that it signed itself, as PKCS#12 without a password."""
    key = rsa.generate_private_key(65537, KEY_BITS)
    name = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, asked["organization"]),
            x509.NameAttribute(x509.NameOID.COMMON_NAME, f"{asked['organization']}, signed papers"),
        ]
    )
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * VALID_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(USAGE, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return {}, pkcs12.serialize_key_and_certificates(b"seal", key, certificate, None, NoEncryption())


def sealed(asked: dict[str, Any], certificate: bytes, content: bytes) -> Answer:
    """Return the PDF with the company's signature over the whole of it, which allows no change afterwards."""
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=asked["reason"],
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    stamper = HTTPTimeStamper(asked["timestamp_url"]) if asked["timestamp_url"] else None
    signer = PdfSigner(metadata, signer=_signer(asked, certificate), timestamper=stamper)
    out = BytesIO()
    signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(content)), output=out)
    fingerprint = _fingerprint(signer.signer.signing_cert)
    return checked({"fingerprint": fingerprint}, certificate, out.getvalue())


def checked(asked: dict[str, Any], _certificate: bytes, content: bytes) -> Answer:
    """Return whether the certificate of this fingerprint sealed the whole PDF, and the PDF itself."""
    signatures = PdfFileReader(BytesIO(content)).embedded_signatures
    fingerprint = _fingerprint(signatures[-1].signer_cert) if signatures else ""
    if not signatures or fingerprint != asked["fingerprint"]:
        return {"holds": False, "fingerprint": fingerprint}, b""
    context = ValidationContext(trust_roots=[signatures[-1].signer_cert], allow_fetching=False)
    status = validate_pdf_signature(signatures[-1], context)
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return {"holds": bool(status.bottom_line and whole), "fingerprint": fingerprint}, content


def _fingerprint(certificate: Any) -> str:
    return str(certificate.sha256.hex())


def _signer(asked: dict[str, Any], certificate: bytes) -> Any:
    password = asked["password"].encode() if asked["password"] else None
    signer = SimpleSigner.load_pkcs12_data(certificate, other_certs=[], passphrase=password)
    if signer is None:
        raise SystemExit("not a certificate that can be opened with this password")
    return signer


_OPERATIONS: dict[str, Callable[[dict[str, Any], bytes, bytes], Answer]] = {
    "make": made,
    "seal": sealed,
    "check": checked,
}

if __name__ == "__main__":
    main()
