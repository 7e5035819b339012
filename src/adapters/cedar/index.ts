/** Cedar, compiled to WebAssembly, behind the port of duties. Policies and their schema are files. Absent here: what they mean. */
export { DUTY_POLICIES, type LoadedPolicies, loadPolicies, parsePolicies, type PolicyFiles, readPolicyFiles } from "./policies.ts";
