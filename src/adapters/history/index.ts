export { type HistoryDesk, historyDesk } from "./desk.ts";
export { adoptionRows, attackRows, loadSource, noHistory, packedPanel, shippedStudy, stateNames } from "./load.ts";
export { runShippedStudy, type ShippedAsk } from "./run.ts";
