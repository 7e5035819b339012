/** Every route of the HTTP API. Schemas of query and reply are added beside each by the server's registration. */
export const ROUTES = {
  /** HomeView: headline, map, priorities, timeline, confidence. `headline` is absent while the plan is computed. */
  home: { method: "GET", path: "/api/home" },
  /** HeatView. Query: measure, year. */
  heat: { method: "GET", path: "/api/heat" },
  /** WhyView. Query: key. */
  why: { method: "GET", path: "/api/why" },
  /** ProgressView of the running plan; `text/event-stream`, ends when done. */
  progress: { method: "GET", path: "/api/progress" },
  /** The plan as `concord plan --json` prints it. 409 while it is computed. */
  plan: { method: "GET", path: "/api/plan" },
  /** Topojson of the map. */
  map: { method: "GET", path: "/api/map" },
  /** Liveness. */
  health: { method: "GET", path: "/api/health" },
} as const;

export type RouteName = keyof typeof ROUTES;
