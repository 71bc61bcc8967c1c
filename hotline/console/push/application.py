"""What makes the console an application that can be put on a home screen."""

from fastapi import FastAPI
from fastapi.responses import FileResponse, JSONResponse

from hotline.console.files import HERE
from hotline.console.words import say

MANIFEST = {
    "name": say("vi", "title"),
    "short_name": say("vi", "push.short_name"),
    "lang": "vi",
    "id": "/console/",
    "start_url": "/console/",
    "scope": "/console/",
    "display": "standalone",
    "background_color": "#0d1117",
    "theme_color": "#0b5fa5",
    "icons": [
        {"src": "/console/static/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
        {"src": "/console/static/icon-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any"},
        {"src": "/console/static/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
    ],
}


def add_application(app: FastAPI) -> None:
    @app.get("/manifest.webmanifest")
    def manifest() -> JSONResponse:
        return JSONResponse(MANIFEST, media_type="application/manifest+json")

    @app.get("/sw.js")
    def service_worker() -> FileResponse:
        """Served from here, since a worker reaches no further than the folder it comes from."""
        return FileResponse(HERE / "sw.js", media_type="text/javascript", headers={"Cache-Control": "no-cache"})
