import { describe, expect, test } from '@jest/globals'
import { readComponents } from '../../../src/wizard/hardware/read-components.ts'
import { recordedMachine, recording, type Recording } from './recorded-machine.ts'

const componentsOf = (recorded: Recording): ReturnType<typeof readComponents> =>
  readComponents(recorded.system, recordedMachine(recorded))

const lenovo = {
  board: 'LENOVO 20N3S4QA00 LENOVO 20N3S4QA00 SDK0J40697 WIN',
  processor: 'GenuineIntel 6 142 12 Intel(R) Core(TM) i7-8565U CPU @ 1.80GHz',
  memory: '16384 MiB',
  disk: 'S4DYNX0R204513',
  firmware: 'LENOVO N2IETA3W (1.80 )',
}

const expected = {
  'linux-laptop': {
    ...lenovo,
    machine: '5d1f0c2b8e7a4c3d9b6f1e2d3c4b5a69',
    volume: '7f4c1d1e-0f43-4c38-9d4f-5d6e0b1f9a10',
    network: 'd8:f2:ca:10:4b:7e',
  },
  'linux-self-built': {
    machine: '0f9e8d7c6b5a49382716050413223140',
    board: 'ASRock B450M Pro4',
    processor: 'AuthenticAMD 23 113 AMD Ryzen 5 3600 6-Core Processor',
    memory: '32768 MiB',
    disk: 't10.ATA Samsung SSD 860 EVO 500GB S3Z1NB0K712345F',
    volume: '9a3b1c2d-1111-4222-8333-944455556666',
    network: '70:85:c2:a1:b2:c3',
    firmware: 'American Megatrends Inc. P3.40',
  },
  'linux-raspberry-pi': {
    machine: 'aabbccddeeff00112233445566778899',
    board: 'Raspberry Pi 3 Model B Plus Rev 1.3 00000000a1b2c3d4',
    processor: '0x41 8 0xd03 4',
    memory: '1024 MiB',
    disk: '0x8f2ac31e',
    volume: '3c5f3c2e-7d1f-4a6b-9e58-0a1b2c3d4e5f',
    network: 'b8:27:eb:b2:c3:d4',
  },
  'linux-container': lenovo,
  'linux-micro-vm': {
    machine: 'c0ffee00c0ffee11c0ffee22c0ffee33',
    processor: 'AuthenticAMD 26 2 1 AMD EPYC',
    memory: '24576 MiB',
    volume: '701714d79473134d',
    network: '02:fc:00:00:00:01',
  },
  'macos-laptop': {
    machine: '9E1B2C3D-4F50-5A61-8B72-93A4B5C6D7E8',
    board: 'MacBookPro18,3 XQ7Y2Z9K4M',
    processor: 'Apple M1 Pro',
    memory: '16384 MiB',
    disk: '0ba01a2b3c4d5e6f',
    volume: '1D2C3B4A-5F60-4718-8A9B-ACBDCEDFE0F1',
    network: 'bc:d0:74:1a:2b:3c',
    firmware: 'Apple 10151.140.19',
  },
  'macos-mini': {
    machine: '0A1B2C3D-4E5F-5061-7283-94A5B6C7D8E9',
    board: 'Macmini8,1 C07ZZ0AAJYVX',
    processor: 'Intel(R) Core(TM) i5-8500B CPU @ 3.00GHz',
    memory: '8192 MiB',
    disk: 'C02ABC1234XYZ',
    volume: '7A6B5C4D-3E2F-4100-9F8E-7D6C5B4A3928',
    network: 'f0:18:98:11:22:33',
    firmware: 'Apple 2022.140.5.0.0 (iBridge: 21.16.6074.0.0,0)',
  },
  'windows-laptop': {
    machine: 'b3d0c8a1-7f42-4c55-9d1e-2a6f0c9e4b17',
    board: 'Dell Inc. 0K3CM7 /7XJ2KL3/CNFCW0028B01AF/',
    processor:
      'GenuineIntel Intel64 Family 6 Model 154 Stepping 3 12th Gen Intel(R) Core(TM) i7-1265U',
    memory: '16384 MiB',
    disk: '0025_38B4_1190_2A7C.',
    volume: '5C3E91A7',
    network: '5c:ba:2c:11:22:33',
    firmware: 'Dell Inc. 1.23.0',
  },
  'windows-virtual': {
    machine: '5e4d3c2b-1a09-4f8e-9d7c-6b5a49382716',
    board: 'Microsoft Corporation Virtual Machine 1234-5678-9012-3456-7890-1234-56',
    processor:
      'GenuineIntel Intel64 Family 6 Model 85 Stepping 7 Intel(R) Xeon(R) Gold 6226R CPU @ 2.90GHz',
    memory: '4096 MiB',
    volume: '1A2B3C4D',
    network: '00:15:5d:01:2a:03',
    firmware: 'Microsoft Corporation Hyper-V UEFI Release v4.1',
  },
}

test.each(Object.entries(expected))('%s is read as it was recorded', async (name, components) => {
  expect(await componentsOf(recording(name))).toEqual(components)
})

describe('a machine under Linux', () => {
  test('reads the same with a random Wi-Fi address, a dock less and its interfaces renamed', async () => {
    const { 'linux-laptop': before } = expected
    const away = recording('linux-laptop', {
      texts: { '/sys/class/net/wlp0s20f3/address': 'fa:02:99:31:77:0e\n' },
    })
    const links = Object.entries(away.links).filter(([link]) => !link.includes('enx'))
    expect(await componentsOf({ ...away, links: Object.fromEntries(links) })).toEqual(before)
  })

  test('reads the same when firmware and kernel leave a little less memory', async () => {
    const less = recording('linux-laptop', {
      texts: { '/proc/meminfo': 'MemTotal:       15604812 kB\n' },
    })
    expect((await componentsOf(less)).memory).toBe('16384 MiB')
  })

  test('reads the same for an administrator, who sees more', async () => {
    const asRoot = recording('linux-laptop', {
      texts: {
        '/sys/class/dmi/id/product_uuid': '0b1c2d3e-4f50-6172-8394-a5b6c7d8e9fa\n',
        '/sys/class/dmi/id/board_serial': 'L1HF95V00AB\n',
      },
    })
    expect(await componentsOf(asRoot)).toEqual(expected['linux-laptop'])
  })

  test('takes the disk under the root file system, whatever else is in the machine', async () => {
    const grown = recording('linux-laptop', {
      links: { '/sys/class/block/sdb': '../../devices/pci0000:00/0000:00:17.0/ata1/block/sdb' },
      texts: {
        '/sys/class/block/sdb/removable': '0\n',
        '/sys/class/block/sdb/device/wwid': 'A0001\n',
      },
    })
    expect((await componentsOf(grown)).disk).toBe('S4DYNX0R204513')
  })

  test('asks lsblk for a disk that the kernel does not describe', async () => {
    const listed = recording('linux-micro-vm', {
      outputs: { lsblk: '{"blockdevices":[{"name":"vda","serial":null,"wwn":"0x5002538"}]}' },
    })
    expect((await componentsOf(listed)).disk).toBe('0x5002538')
  })
})

test('a Mac without a separate data volume is known by its system volume', async () => {
  const { outputs } = recording('macos-laptop')
  const { '/usr/sbin/diskutil info /System/Volumes/Data': report = '', ...others } = outputs
  const old = {
    ...recording('macos-laptop'),
    outputs: { ...others, '/usr/sbin/diskutil info /': report },
  }
  expect((await componentsOf(old)).volume).toBe(expected['macos-laptop'].volume)
})

test('Windows on its second drive is known by that drive', async () => {
  const { outputs } = recording('windows-laptop')
  const moved = (outputs['powershell'] ?? '').replace('Disk #0', 'Disk #1')
  const second = recording('windows-laptop', { outputs: { powershell: moved } })
  expect((await componentsOf(second)).disk).toBe('WD-WCC4E1234567')
})

test.each(['linux', 'darwin', 'win32', 'freebsd'])(
  'on %s what cannot be read is absent',
  async (system) => {
    expect(await componentsOf({ system, texts: {}, links: {}, outputs: {} })).toEqual({})
  },
)

test.each(['linux', 'darwin', 'win32'])(
  'on %s rubbish is no component and no fault',
  async (system) => {
    const rubbish = '\u0000 }{ [1,2 "MachineGuid REG_SZ\n: : :\n- - -'
    const everything = new Proxy<Record<string, string>>({}, { get: () => rubbish })
    const found = await readComponents(system, {
      text: async () => rubbish,
      target: async () => rubbish,
      names: async () => ['a', 'b'],
      output: async (command) => everything[command],
    })
    expect(found).not.toHaveProperty('memory')
    expect(found).not.toHaveProperty('network')
  },
)
