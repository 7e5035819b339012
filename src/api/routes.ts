/** Every route of the HTTP API. What may stand in query and reply is in `#api/contract`, which the page does not load. */
export const ROUTES = {
  home: { method: "GET", path: "/api/home", summary: "The first page; headline, timeline and actions are absent while the plan is computed." },
  heat: { method: "GET", path: "/api/heat", summary: "The table nation × capability for one measure and year." },
  why: { method: "GET", path: "/api/why", summary: "Why a figure is what it is, down to the documents." },
  progress: { method: "GET", path: "/api/progress", summary: "Where the plan stands, as server-sent events; ends when it is done." },
  plan: { method: "GET", path: "/api/plan", summary: "The plan as `concord plan --json` prints it; 409 while it is computed." },
  reader: { method: "GET", path: "/api/reader", summary: "Who is looking, and whom one may look as where there is no sign-in." },
  map: { method: "GET", path: "/api/map", summary: "The map, as topojson." },
  health: { method: "GET", path: "/api/health", summary: "Whether the server runs." },
  ready: { method: "GET", path: "/api/ready", summary: "Whether the server takes on requests; 503 once it is stopping." },
  description: { method: "GET", path: "/api/openapi.json", summary: "This description, as OpenAPI 3.1." },
} as const;

export type RouteName = keyof typeof ROUTES;
