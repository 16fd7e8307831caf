import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import {listPresets, loadPreset, presetFile, savePreset} from '../../../source/run/presets/preset-files.ts';
import {presetName} from '../../../source/run/presets/preset-name.ts';
import {scratch} from '../../program.ts';

/** The folder of presets is one for the whole process: the tests take turns. */
const own = (folder: string): string => {
	process.env['XDG_CONFIG_HOME'] = folder;
	return join(folder, 'connectop', 'presets');
};

test.serial('a preset is saved whole under its name, listed and read', async t => {
	const presets = own(scratch(t));
	t.deepEqual(await listPresets(), [], 'no folder is no preset');
	t.is(await savePreset('warm', 'hz = 20\n', false), join(presets, 'warm.toml'));
	t.is(await savePreset('a b', '[param]\nalpha = 0.3\n', false), join(presets, 'a b.toml'));
	t.deepEqual(readdirSync(presets).sort(), ['a b.toml', 'warm.toml']);
	t.deepEqual(
		(await listPresets()).map(({name, preset}) => [name, [...(preset?.values ?? [])]]),
		[
			['a b', [['alpha', '0.3']]],
			['warm', [['hz', '20']]],
		],
	);
	t.deepEqual(await loadPreset('warm'), {file: 'warm.toml', model: undefined, values: new Map([['hz', '20']])});
});

test.serial('one that is there is replaced when that is asked for, and never else', async t => {
	const presets = own(scratch(t));
	await savePreset('warm', 'hz = 20\n', false);
	t.is(await savePreset('warm', 'hz = 30\n', false), undefined);
	t.is(readFileSync(join(presets, 'warm.toml'), 'utf8'), 'hz = 20\n');
	const saved = await Promise.all(['hz = 1\n', 'hz = 2\n'].map(text => savePreset('cold', text, false)));
	t.true(saved.includes(presetFile('cold')));
	t.is(await savePreset('warm', 'hz = 30\n', true), presetFile('warm'));
	t.is(readFileSync(join(presets, 'warm.toml'), 'utf8'), 'hz = 30\n');
	t.deepEqual(readdirSync(presets).sort(), ['cold.toml', 'warm.toml'], 'no drafts are left');
});

test.serial('what is wrong with a file is told with its name, and the others are listed all the same', async t => {
	const presets = own(scratch(t));
	mkdirSync(presets, {recursive: true});
	writeFileSync(join(presets, 'bad.toml'), 'hz = = 1');
	writeFileSync(join(presets, 'bytes.toml'), Buffer.from([0xff, 0xfe]));
	writeFileSync(join(presets, 'large.toml'), '#'.repeat(300_000));
	writeFileSync(join(presets, '.hidden.toml'), 'hz = 1');
	writeFileSync(join(presets, 'notes.txt'), 'hz = 1');
	await savePreset('warm', 'hz = 20\n', false);
	const list = await listPresets();
	t.deepEqual(
		list.map(each => [each.name, each.preset !== undefined]),
		[
			['bad', false],
			['bytes', false],
			['large', false],
			['warm', true],
		],
	);
	t.regex(list[0]?.error ?? '', /^bad\.toml:1: is no TOML/);
	t.regex(list[1]?.error ?? '', /bytes\.toml: is no text in UTF-8$/);
	t.regex(list[2]?.error ?? '', /large\.toml: is no preset: it holds 300000 bytes$/);
	await t.throwsAsync(loadPreset('none'), {message: /^preset "none": there is no .*none\.toml$/});
});

test.serial('a folder that can not be written is one line that names the file', async t => {
	const folder = scratch(t);
	own(folder);
	writeFileSync(join(folder, 'connectop'), 'a file');
	await t.throwsAsync(savePreset('warm', 'hz = 1\n', false), {message: /^\S+warm\.toml: can't be written: [^\n]+$/});
});

test('names are those that a file can have anywhere', t => {
	for (const good of ['warm', 'a b', 'Größe-2', 'v1.2', '_x', '過程', ' trimmed ']) t.is(presetName(good), good.trim());
	for (const bad of [
		'',
		'  ',
		'-x',
		'../x',
		'a/b',
		'a\\b',
		'.',
		'..',
		'.x',
		'a\nb',
		'a\u0000',
		'x'.repeat(65),
		'a.toml',
		'a:b',
	])
		t.throws(
			() => presetName(bad),
			{code: 'preset', message: /^preset[^\n\u0000]*: [^\n\u0000]+$/},
			JSON.stringify(bad),
		);
});
