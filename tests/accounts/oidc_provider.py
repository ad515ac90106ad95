"""A provider of OpenID Connect for tests: honest unless told to lie, on a port of its own."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, CLIENT_SECRET = "kadrost-tests", "not-a-real-secret"
PRIVATE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """What it says of the person, and how it lies. `asked` keeps what it was sent."""

    claims: dict[str, Any] = field(
        default_factory=lambda: {"sub": "42", "email": "anna@region.example", "email_verified": True}
    )
    over: dict[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    key: Any = PRIVATE
    algorithm: str = "RS256"
    kid: str = "first"
    config: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] | None = None
    no_id_token: bool = False
    raw_id_token: str = ""
    broken: bool = False
    address: str = ""
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def describe(self) -> dict[str, Any]:
        """The discovery document."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **self.config,
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser goes back to, with a code that stands for what was asked."""
        self.asked["authorize"] = asked
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, sent: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Tokens for a code, once, to whoever holds the secret that belongs to its challenge."""
        self.asked["token"] = sent
        asked = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        proven = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if asked is None or asked["code_challenge"] != proven or sent.get("client_secret") != CLIENT_SECRET:
            return 400, {"error": "invalid_grant"}
        answer = {"access_token": "token-of-nothing", "token_type": "Bearer", "id_token": self.sign(asked["nonce"])}
        if self.no_id_token:
            del answer["id_token"]
        return 200, answer

    def sign(self, nonce: str) -> str:
        """The id_token."""
        if self.raw_id_token:
            return self.raw_id_token
        now = int(time.time())
        told = {"iss": self.address, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": nonce}
        told |= {**self.claims, **self.over}
        for name in self.without:
            told.pop(name, None)
        return jwt.encode(told, self.key, algorithm=self.algorithm, headers={"kid": self.kid})

    def keys(self) -> dict[str, Any]:
        """The public key."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(PRIVATE.public_key()))
        return {"keys": [{**public, "kid": "first", "use": "sig", "alg": "RS256"}]}


class Handler(BaseHTTPRequestHandler):
    """Speaks for the provider of its server."""

    server: ProviderServer

    def do_GET(self) -> None:
        """Discovery, keys, the person, and the page of signing in, which agrees at once."""
        provider, parts = self.server.provider, urlsplit(self.path)
        if parts.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.send_response(302)
            self.send_header("Location", provider.authorize(asked))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        told = {
            "/.well-known/openid-configuration": provider.describe,
            "/jwks": provider.keys,
            "/userinfo": lambda: provider.claims if provider.userinfo is None else provider.userinfo,
        }.get(parts.path)
        if told is None or provider.broken:
            self.answer(500, {})
        else:
            self.answer(200, told())

    def do_POST(self) -> None:
        """Tokens."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        self.answer(*self.server.provider.exchange(sent))

    def answer(self, status: int, told: dict[str, Any]) -> None:
        """Send JSON."""
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the base class's name
        """Quiet."""


class ProviderServer(ThreadingHTTPServer):
    """The provider on a free port of this machine, in a thread."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.provider = Provider(address=f"http://127.0.0.1:{self.server_address[1]}")
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Afterwards the port is free again."""
        self.shutdown()
        self.thread.join()
        self.server_close()
