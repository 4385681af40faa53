export { registerBlock } from "./blocks/registry.ts";
export { SpacesChart } from "./spaces-chart.ts";
export { SpacesComposer } from "./spaces-composer.ts";
export { SpacesStream } from "./spaces-stream.ts";
export { SpacesTime } from "./spaces-time.ts";
