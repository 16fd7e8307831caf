import {readFileSync} from 'node:fs';

/** Gives a file's text, or undefined when there is none. */
export type ReadText = (file: string) => string | undefined;

/** What Linux and whoever rules over it let a process have. A group's limit holds for the groups in it too, so each of those around it counts. */
interface GroupFolder {
	readonly version: 1 | 2;
	readonly path: string;
}

/** Processors that the control groups of this process let it use at once, in fractions; Infinity when there is no limit, or no Linux. */
export function processorQuota(read: ReadText = textOf): number {
	const quotas = groupFolders('cpu', read).map(({version, path}) => {
		const [most = NaN, period = NaN] = numbers(read(`${path}/${version === 2 ? 'cpu.max' : 'cpu.cfs_quota_us'}`));
		if (!(most > 0)) return Infinity;
		const [length = NaN] = version === 2 ? [period] : numbers(read(`${path}/cpu.cfs_period_us`));
		return length > 0 ? most / length : Infinity;
	});
	return Math.min(Infinity, ...quotas);
}

/** Bytes that the control groups of this process let it have; Infinity when there is no limit, or no Linux. */
export function memoryQuota(read: ReadText = textOf): number {
	const folders = groupFolders('memory', read);
	const limits =
		folders[0]?.version === 1
			? [inTree(folders, read)] // one file knows those of the groups around it
			: folders.flatMap(({path}) => ['max', 'high'].flatMap(name => numbers(read(`${path}/memory.${name}`))));
	return Math.min(Infinity, ...limits.filter(bytes => bytes > 0 && bytes < unlimited));
}

/** Version 1: the least limit of a group and those around it, as the innermost that is there says; NaN when none does. */
function inTree(folders: readonly GroupFolder[], read: ReadText): number {
	for (const {path} of folders) {
		const limit = /^hierarchical_memory_limit (\d+)$/m.exec(read(`${path}/memory.stat`) ?? '')?.[1];
		if (limit !== undefined) return Number(limit);
	}
	return NaN;
}

const numbers = (text: string | undefined): readonly number[] =>
	text === undefined ? [] : text.trim().split(/\s+/).map(Number);

/** Version 1 says that there is no limit with the largest number of pages. */
const unlimited = 2 ** 60;

/** The folders of the control groups that this process is in and that tell of a controller, its own first. See cgroups(7), proc_pid_mountinfo(5). */
function groupFolders(controller: 'cpu' | 'memory', read: ReadText): readonly GroupFolder[] {
	const groups = (read('/proc/self/cgroup') ?? '').split('\n').map(line => /^\d+:([^:]*):(.*)$/.exec(line));
	return (read('/proc/self/mountinfo') ?? '').split('\n').flatMap(line => {
		const [before = '', after = ''] = line.split(' - ');
		const [, , , root = '', mount = ''] = before.split(' ');
		const [type, , options = ''] = after.split(' ');
		const version = type === 'cgroup2' ? 2 : 1;
		if (version === 1 && (type !== 'cgroup' || !options.split(',').includes(controller))) return [];
		const own = groups.find(group => (version === 2 ? group?.[1] === '' : group?.[1]?.split(',').includes(controller)));
		return own?.[2] === undefined ? [] : upwards(mount, within(root, own[2])).map(path => ({version, path}) as const);
	});
}

/** A group's path below what is mounted; a container may see a part of the tree alone, under names that are not its own. */
function within(root: string, path: string): readonly string[] {
	const inside = root === '/' ? path : path === root || path.startsWith(`${root}/`) ? path.slice(root.length) : '';
	const names = inside.split('/').filter(name => name !== '');
	return names.includes('..') ? [] : names;
}

const upwards = (mount: string, names: readonly string[]): readonly string[] =>
	[...names.keys(), names.length].toReversed().map(depth => [mount, ...names.slice(0, depth)].join('/'));

function textOf(file: string): string | undefined {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return undefined; // not Linux, or no such group
	}
}
