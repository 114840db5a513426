//! The table is what was agreed, as a whole and in its consequences.

use strum::VariantArray;

use super::{Action, Extent, extent};
use crate::organizations::role::{MemberRole, Role, StaffRole};

/// The table as `extent` answers it, a line an action, a letter a role.
fn printed() -> String {
    let letter = |extent| match extent {
        Extent::None => '-',
        Extent::Own => 'o',
        Extent::All => 'A',
    };
    let line = |action: &Action| {
        let letters: String = Role::all().map(|role| letter(extent([role], *action))).collect();
        format!("{letters} {action}\n")
    };
    Action::VARIANTS.iter().map(line).collect()
}

#[test]
fn the_table_is_the_agreed_one() {
    assert_eq!(
        printed(),
        include_str!("agreed.txt"),
        "a permission changed: agree it, then change agreed.txt"
    );
}

#[test]
fn the_strongest_of_several_roles_counts() {
    assert_eq!(extent([MemberRole::Purchaser], Action::ReadOrders), Extent::Own);
    assert_eq!(extent([MemberRole::Purchaser, MemberRole::Observer], Action::ReadOrders), Extent::All);
    assert_eq!(extent(Vec::<Role>::new(), Action::ReadOrders), Extent::None);
}

#[test]
fn only_administrators_and_purchasers_write_orders() {
    let writes = [Action::CreateOrder, Action::EditOrder, Action::SubmitOrder, Action::UseCart];
    for role in Role::all() {
        let may = [MemberRole::Administrator, MemberRole::Purchaser].map(Role::from).contains(&role);
        for action in writes {
            assert_eq!(extent([role], action) != Extent::None, may, "{role} {action}");
        }
    }
}

#[test]
fn whoever_may_change_an_order_may_read_it() {
    let changes = [
        Action::EditOrder,
        Action::SubmitOrder,
        Action::WithdrawOrder,
        Action::CancelOrder,
        Action::DecideOrder,
    ];
    for role in MemberRole::VARIANTS {
        for action in changes {
            assert!(extent([*role], action) <= extent([*role], Action::ReadOrders), "{role} {action}");
        }
    }
}

#[test]
fn visibility_of_the_approval_equals_visibility_of_the_order() {
    for role in MemberRole::VARIANTS {
        let decides = extent([*role], Action::DecideOrder);
        assert_eq!(decides, extent([*role], Action::ReadApprovalInbox), "{role}");
        assert!(decides <= extent([*role], Action::ReadOrders), "{role}");
    }
}

#[test]
fn support_and_auditors_only_read() {
    for role in [StaffRole::Support, StaffRole::Auditor] {
        for action in Action::VARIANTS {
            let name = action.to_string();
            let reads = name.starts_with("READ_") || name.starts_with("REPLAY_");
            assert!(reads || extent([role], *action) == Extent::None, "{role} {action}");
        }
    }
}

#[test]
fn members_and_staff_share_nothing_but_the_catalogue() {
    for action in Action::VARIANTS {
        let given = |role: Role| extent([role], *action) != Extent::None;
        let members = Role::all().any(|role| matches!(role, Role::Member(_)) && given(role));
        let staff = Role::all().any(|role| matches!(role, Role::Staff(_)) && given(role));
        assert_eq!(members && staff, *action == Action::ReadCatalogue, "{action}");
    }
}

#[test]
fn an_extent_covers_what_it_says() {
    assert!(!Extent::None.covers(true));
    assert!(Extent::Own.covers(true) && !Extent::Own.covers(false));
    assert!(Extent::All.covers(true) && Extent::All.covers(false));
}

#[test]
fn the_names_of_roles_lead_back_to_them() {
    for role in Role::all() {
        assert_eq!(role.to_string().parse::<Role>(), Ok(role));
        let json = serde_json::to_string(&role).unwrap();
        assert_eq!(json, format!("\"{role}\""));
        assert_eq!(serde_json::from_str::<Role>(&json).unwrap(), role);
    }
    assert!("director".parse::<Role>().is_err());
}
