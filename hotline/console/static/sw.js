// Shows alerts while no page is open, and accepts from there. Keeps no page but two that say that there is no network:
// what is shown must be what is.

const BOARD = "/console/", AWAY = "/console/static/away.html", UNSENT = "/console/static/unsent.html";
const KEPT = [AWAY, UNSENT, "/console/static/console.css"];

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open("away").then((kept) => kept.addAll(KEPT)));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const isSent = request.mode === "navigate" && request.method !== "GET";
  const instead = request.mode === "navigate" ? AWAY : KEPT.find((one) => one === pathOf(request.url));
  if (isSent) event.respondWith(fetch(request).catch(() => unsent(request.referrer)));
  else if (instead) event.respondWith(fetch(request).catch(async () => (await caches.match(instead)) ?? Response.error()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

function pathOf(url) {
  return new URL(url, self.location).pathname;
}

// The address of a form shows nothing to whoever opens it: back to the page where the form stands.
async function unsent(referrer) {
  const page = await caches.match(UNSENT);
  if (!page) return Response.error();
  const { origin, pathname, search } = new URL(referrer || BOARD, self.location);
  const back = origin === self.location.origin ? (pathname + search).replaceAll("&", "&amp;") : BOARD;
  const words = (await page.text()).replace('href=""', () => `href="${back}"`);
  return new Response(words, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

self.addEventListener("push", (event) => {
  const told = event.data.json();
  const actions = told.over ? [] : [{ action: "accept", title: told.accept }, { action: "open", title: told.open }];
  event.waitUntil(self.registration.showNotification(told.title, {
    body: told.body,
    tag: told.tag, // what is new takes the place of what was
    renotify: !told.over,
    silent: told.over,
    requireInteraction: !told.over,
    icon: "/console/static/icon-192.png",
    badge: "/console/static/icon-192.png",
    data: told,
    actions,
  }));
});

self.addEventListener("notificationclick", (event) => {
  const told = event.notification.data;
  event.notification.close();
  event.waitUntil(event.action === "accept" ? accept(told) : open(told.over ? told.url : BOARD));
});

// With the cookie of the sign-in. Where it is not accepted, the board tells why; a stranger is led to the sign-in.
async function accept(told) {
  try {
    const asked = await fetch("/console/push/key");
    if (!asked.ok || asked.redirected) return open(BOARD);
    const { csrf } = await asked.json();
    const answer = await fetch(`/console/alerts/${told.alert}/accept`, {
      method: "POST",
      headers: { "X-CSRF": csrf },
      body: new URLSearchParams({ push: told.notification }),
    });
    return open(answer.url.endsWith(BOARD) || answer.url.includes("said=") ? answer.url : BOARD);
  } catch {
    return open(BOARD); // no line: the telephone rings all the same
  }
}

// Only a board is led elsewhere: on any other page somebody may be typing.
async function open(url) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const at = (path) => pages.find((one) => pathOf(one.url) === path);
  const shown = pathOf(url) !== BOARD && at(pathOf(url));
  if (shown) return shown.focus();
  const led = await at(BOARD)?.navigate(url).catch(() => null);
  return led ? led.focus() : self.clients.openWindow(url);
}
