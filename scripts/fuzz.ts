// npm run fuzz [-- minutes [part of a name]]: tries the properties of test/fuzz/ with random seeds for that long (10
// minutes unless told otherwise), round after round. Prints the seed of each round, and of what does not hold the
// smallest value that shows it. Ends with 1 if something did not hold; one failure of a property is enough to see it.
import { fuzzGroups } from '../test/fuzz/fuzz-groups.ts';

const longestSliceMs = 10_000;

async function main(minutes: number, wanted: string): Promise<number> {
  const until = performance.now() + minutes * 60_000;
  const all = Object.entries(fuzzGroups).flatMap(([group, properties]) =>
    properties.map((property) => ({ ...property, name: `${group}: ${property.name}` })),
  );
  const chosen = all.filter(({ name }) => name.includes(wanted));
  // Every property has its turn once at least.
  const sliceMs = Math.min(longestSliceMs, (minutes * 60_000) / chosen.length);
  const broken = new Set<string>();
  for (let round = 1; performance.now() < until && broken.size < chosen.length; round += 1) {
    const seed = Math.floor(Math.random() * 2 ** 31);
    console.log(`round ${round}, seed ${seed}`);
    for (const property of chosen) {
      const left = until - performance.now();
      if (left <= 0 || broken.has(property.name)) continue;
      const failure = await property.try({ seed, runs: 1_000_000, until: Math.min(sliceMs, left) });
      if (failure === undefined) continue;
      broken.add(property.name);
      console.log(`\nDOES NOT HOLD: ${property.name} (seed ${seed})\n${failure}\n`);
    }
  }
  console.log(`${chosen.length} properties in ${minutes} minutes; ${broken.size} did not hold`);
  for (const name of broken) console.log(`  ${name}`);
  return broken.size === 0 ? 0 : 1;
}

const [, , minutes = '10', wanted = ''] = process.argv;
if (!(Number(minutes) > 0)) {
  console.error('usage: npm run fuzz [-- minutes [part of a name]]');
  process.exitCode = 2;
} else process.exitCode = await main(Number(minutes), wanted);
