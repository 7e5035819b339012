import { Component, type ReactNode } from "react";

/** Keeps what breaks in a part from taking with it what stands around: that part shows something else instead. */
export class Boundary extends Component<{ readonly instead: (problem: unknown) => ReactNode; readonly children: ReactNode }, { readonly problem?: unknown }> {
  override state: { readonly problem?: unknown } = {};
  static getDerivedStateFromError(problem: unknown): { readonly problem: unknown } {
    return { problem };
  }
  override render(): ReactNode {
    return "problem" in this.state ? this.props.instead(this.state.problem) : this.props.children;
  }
}
