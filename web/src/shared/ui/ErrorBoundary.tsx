import type { ErrorInfo, ReactNode } from "react";
import { Component } from "react";

import { useTexts } from "../i18n/catalogue";
import { texts } from "./texts";

interface Props {
  children: ReactNode;
  /** A new value (the address, for example) gives the part another chance. */
  name?: string;
}

/** Keeps a failing part of the page from taking the rest with it. */
export class ErrorBoundary extends Component<Props, { error: Error | null; name: string | undefined }> {
  override state = { error: null as Error | null, name: this.props.name };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }
  static getDerivedStateFromProps(props: Props, state: { name: string | undefined }) {
    return props.name === state.name ? null : { error: null, name: props.name };
  }
  override componentDidCatch(error: Error, info: ErrorInfo): void {
    reportError(error);
    void info;
  }
  override render(): ReactNode {
    return this.state.error ? <Broken error={this.state.error} /> : this.props.children;
  }
}

function Broken({ error }: { error: Error }) {
  const t = useTexts(texts);
  return (
    <div className="state" data-kind="error" role="alert">
      <strong>{t("brokenTitle")}</strong>
      <p>{t("brokenText")}</p>
      <code className="mono">{error.message}</code>
      <button type="button" className="btn" onClick={() => { location.reload(); }}>
        {t("reload")}
      </button>
    </div>
  );
}
