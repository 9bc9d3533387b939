/** The borders of the pages. They are patterns, so that a new feature is covered on the day it is born. */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Two files that need each other are one file, or a third one is missing.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "features-only-through-public",
      comment: "Features meet only at public.ts, so that the inside of each stays free to change.",
      severity: "error",
      from: { path: "^src/features/([^/]+)/" },
      to: { path: "^src/features/([^/]+)/", pathNot: ["^src/features/$1/", "^src/features/[^/]+/public\\.ts$"] },
    },
    {
      name: "outsiders-only-through-public",
      comment: "The composition root and contributions use the same door as everybody.",
      severity: "error",
      from: { path: "^src/(app|contributions)/" },
      to: { path: "^src/features/", pathNot: "^src/features/[^/]+/public\\.ts$" },
    },
    {
      name: "shared-knows-no-feature",
      comment: "What all share must not know who shares it.",
      severity: "error",
      from: { path: "^src/shared/" },
      to: { path: "^src/(features|app|contributions)/" },
    },
    {
      name: "contributions-know-no-feature",
      comment: "The registry names what may be contributed; features bring it, the composition root installs it.",
      severity: "error",
      from: { path: "^src/contributions/" },
      to: { path: "^src/(features|app)/" },
    },
    {
      name: "nobody-imports-app",
      comment: "The composition root knows all and is known by none but the tests of what it installs.",
      severity: "error",
      from: { pathNot: ["^src/app/", "^src/testing/"] },
      to: { path: "^src/app/" },
    },
    {
      name: "nothing-ships-test-help",
      comment: "Fixtures and fakes are for tests; nothing invented reaches a page.",
      severity: "error",
      from: { pathNot: ["^src/testing/", "\\.test\\.tsx?$"] },
      to: { path: "^src/testing/" },
    },
    {
      name: "citizen-stays-small",
      comment: "The public pages and the small screen open on any phone: no desk component library there.",
      severity: "error",
      from: { path: "^src/(features/(citizen|phone|field|leader)|shared)/" },
      to: { path: "node_modules/antd" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default"] },
  },
};
