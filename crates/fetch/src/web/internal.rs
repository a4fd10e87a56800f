//! An IP address in, whether it is for everybody out: what lies inside a machine, a network or a cloud is not.
//!
//! After the special-purpose registries of IANA (RFC 6890 and its updates). For IPv6 the list says what
//! is allowed, for IPv4 what is not: nearly all of IPv4 is in use, most of IPv6 is reserved.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Networks that no public page lies in: first address, length of the prefix, what they are.
const CLOSED: [(Ipv4Addr, u32, &str); 16] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8, "this machine itself"),
    (Ipv4Addr::new(10, 0, 0, 0), 8, "a private network"),
    (Ipv4Addr::new(100, 64, 0, 0), 10, "a provider's inner network"),
    (Ipv4Addr::new(127, 0, 0, 0), 8, "this machine itself"),
    // Azure answers its machines here, in the middle of public addresses.
    (Ipv4Addr::new(168, 63, 129, 16), 32, "a cloud's inner service"),
    (Ipv4Addr::new(169, 254, 0, 0), 16, "link-local, where clouds hand out keys"),
    (Ipv4Addr::new(172, 16, 0, 0), 12, "a private network"),
    (Ipv4Addr::new(192, 0, 0, 0), 24, "reserved"),
    (Ipv4Addr::new(192, 0, 2, 0), 24, "reserved for examples"),
    (Ipv4Addr::new(192, 88, 99, 0), 24, "reserved"),
    (Ipv4Addr::new(192, 168, 0, 0), 16, "a private network"),
    (Ipv4Addr::new(198, 18, 0, 0), 15, "reserved for measurements"),
    (Ipv4Addr::new(198, 51, 100, 0), 24, "reserved for examples"),
    (Ipv4Addr::new(203, 0, 113, 0), 24, "reserved for examples"),
    (Ipv4Addr::new(224, 0, 0, 0), 4, "multicast"),
    (Ipv4Addr::new(240, 0, 0, 0), 4, "reserved"),
];

/// What the address is, if no public page can lie there.
pub(crate) fn internal(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => internal_v4(address),
        IpAddr::V6(address) => internal_v6(address),
    }
}

fn internal_v4(address: Ipv4Addr) -> Option<&'static str> {
    CLOSED
        .iter()
        .find(|(network, length, _)| has_prefix(address, *network, *length))
        .map(|(_, _, what)| *what)
}

fn has_prefix(address: Ipv4Addr, network: Ipv4Addr, length: u32) -> bool {
    (address.to_bits() ^ network.to_bits()).leading_zeros() >= length
}

/// An address that stands for one of IPv4 (mapped, NAT64, 6to4) is what that one is.
fn internal_v6(address: Ipv6Addr) -> Option<&'static str> {
    let parts = address.segments();
    let v4 = |high: u16, low: u16| Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low));
    match parts {
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] => Some("this machine itself"),
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            internal_v4(v4(high, low))
        }
        [0x2002, high, low, ..] => internal_v4(v4(high, low)),
        [0xfe80..=0xfebf, ..] => Some("link-local"),
        [0xfc00..=0xfdff, ..] | [0xfec0..=0xfeff, ..] | [0x64, 0xff9b, 1, ..] => Some("a private network"),
        [0xff00..=0xffff, ..] => Some("multicast"),
        // Teredo, ORCHID, benchmarks and other protocols; and two networks for examples.
        [0x2001, 0..=0x1ff, ..] => Some("reserved"),
        [0x2001, 0x0db8, ..] | [0x3fff, 0..=0x0fff, ..] => Some("reserved for examples"),
        [0x2000..=0x3fff, ..] => None,
        _ => Some("reserved"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<&'static str> {
        internal(text.parse().expect("an address"))
    }

    #[test]
    fn first_and_last_addresses_of_closed_networks_are_internal() {
        for text in [
            "0.0.0.0",
            "0.255.255.255",
            "10.0.0.0",
            "10.255.255.255",
            "100.64.0.0",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.255",
            "168.63.129.16",
            "169.254.0.0",
            "169.254.169.254",
            "172.16.0.0",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.0",
            "192.168.255.255",
            "198.18.0.0",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "100::1",
            "2001::1",
            "2001:1ff:ffff::",
            "2001:db8::1",
            "3fff::1",
            "5f00::1",
            "4000::1",
            "64:ff9b:1::808:808",
        ] {
            assert!(of(text).is_some(), "{text}");
        }
    }

    #[test]
    fn ipv4_inside_ipv6_is_seen() {
        for inner in ["127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1"] {
            let bits = inner.parse::<Ipv4Addr>().expect("an address").to_bits();
            let (high, low) = (bits >> 16, bits & 0xffff);
            for outer in [
                format!("::ffff:{inner}"),
                format!("64:ff9b::{inner}"),
                format!("2002:{high:x}:{low:x}::1"),
                // The forgotten IPv4-compatible form.
                format!("::{inner}"),
            ] {
                assert!(of(&outer).is_some(), "{outer}");
            }
        }
        for public in ["::ffff:93.184.216.34", "64:ff9b::93.184.216.34", "2002:5db8:d822::1"] {
            assert_eq!(of(public), None, "{public}");
        }
    }

    #[test]
    fn neighbours_of_closed_networks_are_public() {
        for text in [
            "1.0.0.0",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "168.63.129.15",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2001:200::1",
            "2001:4860:4860::8888",
            "2606:2800:220:1::1",
            "2a00::1",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
