import {copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import {commandFile} from '../../scripts/checks.js';
import {finish, root} from './old-node.ts';

/** The rules that a file of the given name and text breaks, as the linter names them. */
async function broken(name: string, text: string): Promise<readonly string[]> {
	const folder = mkdtempSync(join(tmpdir(), 'connectop-lint-'));
	mkdirSync(dirname(join(folder, name)), {recursive: true});
	writeFileSync(join(folder, name), text);
	for (const config of ['.oxlintrc.json', 'tsconfig.json', 'package.json']) {
		copyFileSync(join(root, config), join(folder, config));
	}
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
	const command = commandFile(root, 'oxlint', 'oxlint');
	const {stdout} = await finish(process.execPath, [command, '--format', 'json', 'source'], {cwd: folder});
	rmSync(folder, {recursive: true});
	return JSON.parse(stdout).diagnostics.map(({code}: {code: string}) => code);
}

const plants: readonly [title: string, name: string, text: string, rule: string][] = [
	[
		'a promise that nobody awaits',
		'source/run/open.ts',
		'export async function open() { return 1; }\nexport function start() { open(); }\n',
		'typescript(no-floating-promises)',
	],
	[
		'a promise where a condition is wanted',
		'source/run/open.ts',
		'export async function open() { return true; }\nexport function start() { if (open()) { throw new Error(); } }\n',
		'typescript(no-misused-promises)',
	],
	[
		'an await of what is no promise',
		'source/run/open.ts',
		'export async function open(count: number) { await count; }\n',
		'typescript(await-thenable)',
	],
	[
		'a switch that leaves out a case',
		'source/run/open.ts',
		`export function open(mode: 'a' | 'b') { switch (mode) { case 'a': { return 1; } } return 0; }\n`,
		'typescript(switch-exhaustiveness-check)',
	],
	[
		'the time in dynamics',
		'source/dynamics/wave.ts',
		'export const begun = Date.now();\n',
		'eslint(no-restricted-globals)',
	],
	[
		'chance in dynamics',
		'source/dynamics/wave.ts',
		'export const kick = Math.random();\n',
		'eslint(no-restricted-properties)',
	],
	[
		'a timer in drawing',
		'source/draw/row.ts',
		'export const blink = () => setTimeout(blink, 1);\n',
		'eslint(no-restricted-globals)',
	],
];

for (const [title, name, text, rule] of plants) {
	test(`the linter finds ${title}`, async t => {
		const found = await broken(name, text);
		t.true(found.includes(rule), found.join('\n'));
	});
}

test('time and chance are free where effects live', async t => {
	t.deepEqual(await broken('source/run/open.ts', 'export const begun = Date.now() + Math.random();\n'), []);
});
