import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import {commandFile} from '../../scripts/checks.js';
import {finish, root} from './old-node.ts';

/** A small program that keeps every rule: what each file imports. */
const sound: Readonly<Record<string, string>> = {
	'cli.tsx': `import './source/commands/main.ts';`,
	'source/index.ts': `export {open} from './run/open.ts';`,
	'source/commands/main.ts': `import '../ui/screen.tsx'; import '../run/open.ts'; import 'node:process';`,
	'source/ui/screen.tsx': `import type {Row} from '../draw/row.ts';`,
	'source/draw/row.ts': `import '../base/errors.ts'; export interface Row {}`,
	'source/run/open.ts': `import 'node:fs'; import '../records/files.ts'; import '../kernels/cpu.ts'; export const open = 1;`,
	'source/records/files.ts': `import 'node:fs'; import '../connectome/graph.ts';`,
	'source/kernels/cpu.ts': `import '../dynamics/models.ts';`,
	'source/connectome/graph.ts': `import '../base/errors.ts';`,
	'source/dynamics/models.ts': `import './void/model.ts';`,
	'source/dynamics/void/model.ts': `import '../../base/errors.ts';`,
	'source/base/errors.ts': 'export {};',
	'source/run/engine-worker.ts': `import './open.ts';`,
};

/** The rules that the small program breaks after the files given are changed or added. */
async function broken(changes: Readonly<Record<string, string>>): Promise<readonly string[]> {
	const folder = mkdtempSync(join(tmpdir(), 'connectop-rules-'));
	for (const [name, text] of Object.entries({...sound, ...changes})) {
		mkdirSync(dirname(join(folder, name)), {recursive: true});
		writeFileSync(join(folder, name), text);
	}
	const command = commandFile(root, 'dependency-cruiser', 'depcruise');
	const args = ['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', 'cli.tsx', 'source'];
	const {stdout} = await finish(process.execPath, [command, ...args], {cwd: folder});
	rmSync(folder, {recursive: true});
	const {violations, totalCruised} = JSON.parse(stdout).summary;
	if (totalCruised < Object.keys(sound).length) {
		throw new Error(`only ${totalCruised} files were read`);
	}
	return violations.map(
		(each: {rule: {name: string}; from: string; to: string}) => `${each.rule.name}: ${each.from} → ${each.to}`,
	);
}

test('a program that keeps to the directions passes', async t => {
	t.deepEqual(await broken({}), []);
});

const plants: readonly [title: string, changes: Readonly<Record<string, string>>, expected: string][] = [
	[
		'an import of what stands above',
		{'source/base/errors.ts': `import '../ui/theme.ts';`, 'source/ui/theme.ts': ''},
		'base-uses-what-is-below-it: source/base/errors.ts → source/ui/theme.ts',
	],
	[
		'a type of what stands above',
		{
			'source/records/files.ts': `import type {Run} from '../run/run.ts'; import '../connectome/graph.ts';`,
			'source/run/run.ts': 'export type Run = 1;',
		},
		'records-uses-what-is-below-it: source/records/files.ts → source/run/run.ts',
	],
	[
		'a dynamic import of what stands beside',
		{'source/kernels/cpu.ts': `await import('../records/files.ts'); import '../dynamics/models.ts';`},
		'kernels-uses-what-is-below-it: source/kernels/cpu.ts → source/records/files.ts',
	],
	[
		'drawing that knows the graph',
		{'source/draw/row.ts': `import '../connectome/graph.ts'; export interface Row {}`},
		'draw-uses-what-is-below-it: source/draw/row.ts → source/connectome/graph.ts',
	],
	[
		'a file read where results depend on arguments alone',
		{'source/dynamics/void/model.ts': `import 'node:fs/promises'; import '../../base/errors.ts';`},
		'pure-code-has-no-effects: source/dynamics/void/model.ts → fs/promises',
	],
	[
		'a thread of the cpu kernel',
		{'source/kernels/cpu.ts': `import {Worker} from 'worker_threads'; import '../dynamics/models.ts';`},
		'pure-code-has-no-effects: source/kernels/cpu.ts → worker_threads',
	],
	[
		'a model known by name',
		{
			'source/run/open.ts': `import '../dynamics/void/model.ts'; import '../records/files.ts'; import '../kernels/cpu.ts'; export const open = 1;`,
		},
		'models-stay-in-dynamics: source/run/open.ts → source/dynamics/void/model.ts',
	],
	[
		'a circle',
		{
			'source/records/files.ts': `import 'node:fs'; import '../connectome/graph.ts'; import './file.ts';`,
			'source/records/file.ts': `import './files.ts';`,
		},
		'no-cycles: source/records/file.ts → source/records/files.ts',
	],
	[
		'a file that nothing reaches',
		{'source/base/angle.ts': `import './errors.ts';`},
		'everything-is-used: source/base/angle.ts → source/base/angle.ts',
	],
	[
		'a folder without a place',
		{
			'source/helpers/text.ts': `import '../base/errors.ts';`,
			'cli.tsx': `import './source/commands/main.ts'; import './source/helpers/text.ts';`,
		},
		'known-folders-only: source/helpers/text.ts → source/base/errors.ts',
	],
	[
		'an import of nothing',
		{'source/base/errors.ts': `import './absent.ts';`},
		'everything-is-found: source/base/errors.ts → ./absent.ts',
	],
];

for (const [title, changes, expected] of plants) {
	test(`the rules find ${title}`, async t => {
		const found = await broken(changes);
		t.deepEqual(found, [expected]);
	});
}
