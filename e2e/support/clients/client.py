"""A client of the HTTP contract that knows nothing of Rushes: Python's standard library alone.

    client.py BASE_URL KEY stream MODEL BODY     create by stream, follow it, poll where it breaks off
    client.py BASE_URL KEY create MODEL BODY     create, then poll
    client.py BASE_URL KEY speech MODEL BODY     speech within the call

Prints one JSON object that says what happened.
"""

import http.client
import json
import sys
import time
import urllib.error
import urllib.request

TERMINAL = {"COMPLETED", "FAILED", "CANCELED"}
POLL_S = 0.3
PATIENCE_S = 90


class ApiError(Exception):
    def __init__(self, status, body):
        super().__init__(body.get("message"))
        self.status = status
        self.code = body.get("code") or body.get("error")
        self.message = body.get("message")

    def kind(self):
        """What a program does about it, from the status and the code."""
        sub_code = self.code.split("_GENERATION_")[-1]
        if self.status == 401:
            return "fix the key"
        if sub_code == "INSUFFICIENT_CREDITS":
            return "buy credits"
        if sub_code == "CONTENT_REJECTED":
            return "edit the prompt"
        if self.status == 429 or self.status >= 500:
            return "retry"
        return "fix the request"


class Api:
    def __init__(self, base_url, key):
        self.base_url = base_url
        self.key = key

    def open(self, path, body=None):
        request = urllib.request.Request(
            self.base_url + path,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": "Bearer " + self.key, "Content-Type": "application/json"},
        )
        try:
            return urllib.request.urlopen(request, timeout=PATIENCE_S)
        except urllib.error.HTTPError as error:
            raise ApiError(error.code, json.load(error)) from None

    def call(self, path, body=None):
        with self.open(path, body) as response:
            return json.load(response)

    def poll(self, generation_id):
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            generation = self.call("/api/v1/generation/" + generation_id)
            if generation["status"] in TERMINAL:
                return generation
            time.sleep(POLL_S)
        raise TimeoutError(generation_id)


def read_events(response):
    """Server-sent events by the letter of their specification."""
    event = {}
    for line in response:
        line = line.decode().rstrip("\r\n")
        if line == "":
            if "data" in event:
                yield event
            event = {}
        elif not line.startswith(":"):
            field, _, value = line.partition(":")
            value = value[1:] if value.startswith(" ") else value
            if field == "data" and "data" in event:
                value = event["data"] + "\n" + value
            event[field] = value


def stream(api, model, body):
    frames, names, generation = [], [], None
    try:
        with api.open("/api/v1/generation/sse/" + model, body) as response:
            for event in read_events(response):
                generation = json.loads(event["data"])
                frames.append([event.get("id"), generation["status"]])
                names += [event["event"]] if "event" in event else []
                if generation["status"] in TERMINAL:
                    break
    except (http.client.HTTPException, OSError):
        pass  # Some breaks raise, others look like an end: the last frame tells.
    broke_off = generation is not None and generation["status"] not in TERMINAL
    if broke_off:
        generation = api.poll(generation["id"])
    return {"frames": frames, "names": names, "broke_off": broke_off, "generation": generation}


def create(api, model, body):
    created = api.call("/api/v1/generation/" + model, body)
    return {"created": created, "generation": api.poll(created["id"])}


def speech(api, model, body):
    return api.call("/api/ai/tts/generate", {"modelId": model, "input": body})


def main(base_url, key, command, model, body):
    commands = {"stream": stream, "create": create, "speech": speech}
    try:
        said = commands[command](Api(base_url, key), model, json.loads(body))
    except ApiError as error:
        said = {"status": error.status, "code": error.code, "message": error.message}
        said["kind"] = error.kind()
    print(json.dumps(said))


main(*sys.argv[1:])
