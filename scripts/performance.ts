/**
Writes the figures of a benchmark into docs/performance.md:

	connectop bench --json -o docs/performance.png --force > report.json
	tsx scripts/performance.ts report.json
*/
import {readFileSync, writeFileSync} from 'node:fs';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import type {BenchReport} from '../source/bench/report.ts';
import {withFigures} from './performance-tables.ts';

const [file] = process.argv.slice(2);
if (file === undefined) {
	process.stderr.write('usage: tsx scripts/performance.ts REPORT.json, as connectop bench --json prints it\n');
	process.exit(2);
}
const report = JSON.parse(readFileSync(file, 'utf8')) as BenchReport;
const path = fileURLToPath(new URL('../docs/performance.md', import.meta.url));
writeFileSync(path, withFigures(readFileSync(path, 'utf8'), report));
process.stdout.write(`docs/performance.md: ${report.rows.length} rows and ${report.figures.length} figures written\n`);
