/** The HiGHS solver behind the plan engine's port. */
export {};
