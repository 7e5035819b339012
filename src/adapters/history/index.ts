export { type HistoryDesk, historyDesk } from "./desk.ts";
export { adoptionRows, loadSource, noHistory, stateNames } from "./load.ts";
