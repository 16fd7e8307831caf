import {readdirSync, readFileSync, rmSync} from 'node:fs';
import {dirname} from 'node:path';
import test from 'ava';
import {apiKeys, keysFile} from '../../source/server/api-keys.ts';
import {ownPlace} from './served.ts';

ownPlace();

test('servers that start at once have the same keys, and leave nothing else behind', async t => {
	for (let round = 0; round < 40; round++) {
		const keys = await Promise.all(Array.from({length: 2 + (round % 4)}, apiKeys));
		const kept = JSON.parse(readFileSync(keysFile(), 'utf8'));
		for (const each of keys) t.deepEqual(each, kept);
		t.deepEqual(readdirSync(dirname(keysFile())), ['api-keys.json']);
		rmSync(keysFile());
	}
});
