import {readFileSync} from 'node:fs';
import {join} from 'node:path';

const sources = ['cli.tsx', 'source'];

/** What is checked before the first test runs, in this order: a title, the package whose command it is, and its arguments. */
export const checks = [
	{title: 'format and lint', tool: '@biomejs/biome', command: 'biome', args: ['ci', '--colors=off']},
	{title: 'types', tool: 'typescript', command: 'tsc', args: ['-p', 'tsconfig.json']},
	{
		title: 'promises and switches',
		tool: 'oxlint',
		command: 'oxlint',
		args: ['--deny-warnings', ...sources, 'test', 'fixtures', 'scripts'],
	},
	{
		title: 'direction of dependencies',
		tool: 'dependency-cruiser',
		command: 'depcruise',
		args: ['--config', '.dependency-cruiser.cjs', ...sources],
	},
	{title: 'unused code', tool: 'knip', command: 'knip', args: []},
];

/** The JavaScript file behind a package's command, to be run by this Node.js rather than by the first one in PATH. */
export function commandFile(root, tool, command) {
	const folder = join(root, 'node_modules', ...tool.split('/'));
	const {bin} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	return join(folder, typeof bin === 'string' ? bin : bin[command]);
}
