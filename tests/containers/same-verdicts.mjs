// Ends with exit code 1 where two runs of a profile came to different verdicts:
//   node tests/containers/same-verdicts.mjs RUN RUN
import { readFileSync } from 'node:fs';

const verdicts = folder => new Map(JSON.parse(readFileSync(`${folder}/evaluation.json`, 'utf8')).requirements
  .map(r => [r.requirement.id, r.verdict]));
const [one, other] = process.argv.slice(2).map(verdicts);
const different = [...new Set([...one.keys(), ...other.keys()])].filter(id => one.get(id) !== other.get(id));
for (const id of different) console.log(`${id}: ${one.get(id)} and ${other.get(id)}`);
console.log(`${one.size} requirements, ${different.length} with different verdicts`);
process.exitCode = different.length === 0 && one.size > 0 ? 0 : 1;
