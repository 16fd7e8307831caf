import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync, realpathSync} from 'node:fs';
import {homedir} from 'node:os';
import {delimiter, dirname, join} from 'node:path';
import process from 'node:process';

/** A Node.js of this machine. */
export interface OtherNode {
	readonly path: string;
	readonly version: string;
}

/** Where version managers and people keep several of them. */
function candidates(): readonly string[] {
	const own = dirname(process.execPath);
	const beside = [dirname(own), dirname(dirname(own))];
	const managers = [
		'.nvm/versions/node',
		'.local/share/fnm/node-versions',
		'.volta/tools/image/node',
		'.asdf/installs/nodejs',
	];
	const folders = [...beside, ...managers.map(each => join(homedir(), each)), '/usr/local/n/versions/node'];
	const versions = folders.flatMap(folder => {
		const names = existsSync(folder) ? readdirSync(folder, {withFileTypes: true}) : [];
		return names.flatMap(entry =>
			/^v?\d|node|^n\d/.test(entry.name) && !entry.isFile() ? [join(folder, entry.name)] : [],
		);
	});
	const cache = join(homedir(), '.npm', '_npx');
	const packages = existsSync(cache) ? readdirSync(cache) : [];
	const packed = `node_modules/node-${process.platform}-${process.arch}/bin/node`;
	return [
		...(process.env['PATH'] ?? '').split(delimiter).map(folder => join(folder, 'node')),
		...versions.flatMap(each => ['node', 'bin/node', 'installation/bin/node'].map(name => join(each, name))),
		...packages.map(each => join(cache, each, packed)),
	];
}

/** One Node.js of each other major version from 22 that this machine has. */
export function otherNodes(): readonly OtherNode[] {
	const [own] = process.versions.node.split('.');
	const found = new Map<string, OtherNode>();
	for (const path of new Set(
		candidates()
			.filter(each => existsSync(each))
			.map(each => realpathSync(each)),
	)) {
		const {stdout} = spawnSync(path, ['--version'], {encoding: 'utf8', timeout: 5000});
		const [, version, major] = /^v((\d+)\.\d+\.\d+)\n$/.exec(stdout ?? '') ?? [];
		if (version === undefined || major === undefined || major === own || Number(major) < 22) continue;
		found.set(major, {path, version});
	}
	return [...found.values()];
}
