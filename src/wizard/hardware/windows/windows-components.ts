import type { Components } from '../../../identifiers/fingerprint.ts'
import type { Machine } from '../machine.ts'
import { present } from '../present.ts'
import { parseMachineGuid, parseInventory } from './parsers.ts'

/** The components of a machine under Windows 8.1 or later; no elevated rights are needed. */
export async function windowsComponents(machine: Machine): Promise<Components> {
  const [registry, inventory] = await Promise.all([
    machine.output('reg', 'query', cryptography, '/v', 'MachineGuid', '/reg:64'),
    machine.output('powershell', '-NoProfile', '-NonInteractive', '-Command', inventoryScript),
  ])
  return present({
    ...parseInventory(inventory ?? ''),
    machine: parseMachineGuid(registry ?? ''),
  })
}

const cryptography = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography'

/**
 * One PowerShell for all, since starting it is what takes the time. Written without double quotes, which
 * a Windows command line would eat.
 */
const inventoryScript = `
$ErrorActionPreference = 'SilentlyContinue'
[Console]::OutputEncoding = [Text.Encoding]::UTF8
$system = $env:SystemDrive
@{
  board = Get-CimInstance Win32_BaseBoard | Select-Object -First 1 Manufacturer, Product, SerialNumber
  processor = Get-CimInstance Win32_Processor | Select-Object -First 1 Manufacturer, Description, Name
  memory = [string](Get-CimInstance Win32_ComputerSystem).TotalPhysicalMemory
  firmware = Get-CimInstance Win32_BIOS | Select-Object -First 1 Manufacturer, SMBIOSBIOSVersion
  volume = [string](Get-CimInstance Win32_LogicalDisk | Where-Object DeviceID -eq $system).VolumeSerialNumber
  partition = [string](Get-CimInstance Win32_LogicalDiskToPartition | Where-Object { $_.Dependent.DeviceID -eq $system } | Select-Object -First 1).Antecedent.DeviceID
  drives = @(Get-CimInstance Win32_DiskDrive | Select-Object Index, SerialNumber)
  adapters = @(Get-CimInstance -Namespace root/StandardCimv2 MSFT_NetAdapter | Select-Object Name, PermanentAddress, HardwareInterface, PNPDeviceID)
} | ConvertTo-Json -Depth 3 -Compress
`
