import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter, RouterProvider } from "react-router";

import { worthRetry } from "@/shared/api/client";
import { LanguageProvider } from "@/shared/i18n/LanguageProvider";
import { AppearanceProvider } from "@/shared/ui/Appearance";
import { ErrorBoundary } from "@/shared/ui/ErrorBoundary";
import { loadFonts } from "@/shared/ui/fonts";
import "@/shared/ui/tokens.css";
import "@/shared/ui/base.css";
import "@/shared/ui/ui.css";
import { routes } from "./routes";

const client = new QueryClient({ defaultOptions: { queries: { retry: worthRetry, refetchOnWindowFocus: true, staleTime: 10_000 } } });
const router = createBrowserRouter(routes);
const root = document.getElementById("root");
if (!root) throw new Error("the page has no root");

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <AppearanceProvider>
        <LanguageProvider>
          <ErrorBoundary>
            <RouterProvider router={router} />
          </ErrorBoundary>
        </LanguageProvider>
      </AppearanceProvider>
    </QueryClientProvider>
  </StrictMode>,
);
loadFonts();
