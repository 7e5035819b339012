export { adoptionRows, loadSource, noHistory } from "./load.ts";
