// npm run bench:history: the runs that `npm run bench -- --save` has kept, as one table.
import { history, readRuns } from './results.ts';

console.log(history(readRuns(new URL('results', import.meta.url).pathname)));
